"""Asks the official Python client for a streamed reply with each failure mode that stands in the arguments.

Usage: failure_clients.py BASE_URL FAULT... ; prints a JSON object of phrases as failure-clients.ts makes them.
Needs the package openai.
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


def is_about_calls(fault):
    return fault.startswith(("arguments-", "cut-call", "unknown-tool", "duplicate-call-id"))


def ask(base_url, fault, about_calls):
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
                **({"tools": TOOLS, "tool_choice": "required"} if about_calls else {}),
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
            result["seen"] = (text, calls, finish, tokens)
        except Exception as error:  # every kind is a result
            status = getattr(error, "status_code", None)
            result["error"] = type(error).__name__ + (f" {status}" if status else "")

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    is_waiting = thread.is_alive()
    tries = "" if len(requests) <= 1 else f", after {len(requests)} requests"
    if is_waiting:
        return None, "waits" + tries
    if "error" in result:
        return None, result["error"] + tries
    return result["seen"], tries


def describe(clean, seen, tries):
    differences = []
    if seen[0] != clean[0]:
        differences.append("no text" if seen[0] == "" else "less text" if clean[0].startswith(seen[0]) else "other text")
    if seen[1] != clean[1]:
        differences.append("other calls")
    if seen[2] != clean[2]:
        differences.append("no finish reason" if seen[2] == "" else f"finish reason {seen[2]}")
    if seen[3] != clean[3]:
        differences.append("no usage" if seen[3] == "" else "other usage")
    return ("; ".join([", ".join(differences), "no error"]) if differences else "nothing") + tries


def main():
    base_url, *faults = sys.argv[1:]
    text, _ = ask(base_url, None, False)
    call, _ = ask(base_url, None, True)

    def one(fault):
        about_calls = is_about_calls(fault)
        seen, phrase = ask(base_url, fault, about_calls)
        if seen is None:
            return fault, phrase
        return fault, describe(call if about_calls else text, seen, phrase)

    with ThreadPoolExecutor(16) as pool:
        print(json.dumps(dict(pool.map(one, faults))), flush=True)
    # Threads that still wait must not keep the program.
    os._exit(0)


main()
