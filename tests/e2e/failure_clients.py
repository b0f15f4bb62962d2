"""Asks the official Python client for a streamed reply with each failure mode that stands in the arguments.

Usage: failure_clients.py BASE_URL < JSON: a list of { fault, asksForCall }. Prints, for each in order, what became of it
as JSON, in the shape of `Asked` in failure-clients.ts. Needs the package openai.
"""

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import openai

try:  # what the client is built on, by its version
    import httpx2 as httpx
except ImportError:
    import httpx

PATIENCE_S = 4.0
QUESTION = "Say hello to the world."
PARAMETERS = {
    "type": "object",
    "properties": {"town": {"type": "string"}},
    "required": ["town"],
    "additionalProperties": False,
}
TOOLS = [{"type": "function", "function": {"name": "greet", "parameters": PARAMETERS, "strict": True}}]


def ask(base_url, fault, asks_for_call):
    requests = []
    transport = httpx.Client(event_hooks={"request": [requests.append]})
    client = openai.OpenAI(
        api_key="sk-test",
        base_url=base_url,
        max_retries=1,
        http_client=transport,
        timeout=600,
        default_headers={} if fault is None else {"x-llmsim-fault": fault},
    )
    result = {}

    def run():
        try:
            stream = client.chat.completions.create(
                model="gpt-4o",
                stream=True,
                stream_options={"include_usage": True},
                messages=[{"role": "user", "content": QUESTION}],
                **({"tools": TOOLS, "tool_choice": "required"} if asks_for_call else {}),
            )
            text, calls, finish, tokens = "", "", "", ""
            for chunk in stream:
                choice = chunk.choices[0] if chunk.choices else None
                if choice is not None:
                    text += (choice.delta.content if choice.delta else None) or ""
                    for call in (choice.delta.tool_calls if choice.delta else None) or []:
                        calls += (call.function.name or "") + (call.function.arguments or "")
                    finish = choice.finish_reason or finish
                if chunk.usage is not None:
                    tokens = str(chunk.usage.completion_tokens)
            result["seen"] = {"text": text, "calls": calls, "finish": finish, "outputTokens": tokens}
        except Exception as error:  # every kind is a result
            status = getattr(error, "status_code", None)
            result["error"] = type(error).__name__ + (f" {status}" if status else "")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    is_waiting = thread.is_alive()
    return {**({} if is_waiting else result), "waited": is_waiting, "requests": len(requests)}


def main():
    base_url = sys.argv[1]
    with ThreadPoolExecutor(16) as pool:
        asked = pool.map(lambda one: ask(base_url, one.get("fault"), one["asksForCall"]), json.load(sys.stdin))
        print(json.dumps(list(asked)), flush=True)
    # Threads that still wait must not keep the program.
    os._exit(0)


main()
