/**
 * The members of a request for chat completions at every level, as the OpenAPI document of August 2026 has them (openai/openai-openapi
 * f85dbe22): one level a line, see `createMemberCheck`. Two members are not in it: `annotations` of an assistant's message,
 * which the service sends and clients send back, and `name` of a tool's, which OpenAI's own examples have.
 */
export const chatMembers = `
(body): metadata top_logprobs temperature top_p user safety_identifier prompt_cache_key prompt_cache_retention prompt_cache_options:prompt-cache-options messages:messages model service_tier modalities verbosity reasoning_effort max_completion_tokens frequency_penalty presence_penalty web_search_options:web-search-options response_format:response-format audio:audio store moderation:moderation stream stop logit_bias logprobs max_tokens n prediction:prediction seed stream_options:chat-completion-stream-options tools:tools tool_choice:chat-completion-tool-choice-option parallel_tool_calls function_call:chat-function-call functions:functions
prompt-cache-options: ttl mode
messages: @role developer=system system=system user=user assistant=assistant tool=tool function=messages-function
system: content:content role name
content: type text prompt_cache_breakpoint:prompt-cache-breakpoint
prompt-cache-breakpoint: mode
user: content:user-content role name
user-content: @type text=content image_url=image-url input_audio=input-audio file=file
image-url: type image_url:image-url-image-url prompt_cache_breakpoint:prompt-cache-breakpoint
image-url-image-url: url detail
input-audio: type input_audio:input-audio-input-audio prompt_cache_breakpoint:prompt-cache-breakpoint
input-audio-input-audio: data format
file: type file:file-file prompt_cache_breakpoint:prompt-cache-breakpoint
file-file: filename file_data file_id
assistant: content:assistant-content refusal annotations role name audio:voice-ids-or-custom-voice tool_calls:chat-completion-message-tool-calls function_call:function-call
assistant-content: @type text=content refusal=refusal
refusal: type refusal
voice-ids-or-custom-voice: id
chat-completion-message-tool-calls: @type function=function custom=custom
function: id type function:function-function
function-function: name arguments
custom: id type custom:custom-custom
custom-custom: name input
function-call: arguments name
tool: role content:content tool_call_id name
messages-function: role content name
web-search-options: user_location:user-location search_context_size
user-location: type approximate:web-search-location
web-search-location: country region city timezone
response-format: @type text=wait json_schema=json-schema json_object=wait
wait: type
json-schema: type json_schema:json-schema-json-schema
json-schema-json-schema: description name schema strict
audio: voice:voice-ids-or-custom-voice format
moderation: model policy:policy
policy: input:prompt-cache-breakpoint output:prompt-cache-breakpoint
prediction: type content:content
chat-completion-stream-options: include_usage include_obfuscation
tools: @type function=tools-function custom=tools-custom
tools-function: type function:function-object
function-object: description name parameters strict
tools-custom: type custom:tools-custom-custom
tools-custom-custom: name description format:format
format: @type text=wait grammar=grammar
grammar: type grammar:grammar-grammar
grammar-grammar: definition syntax
chat-completion-tool-choice-option: @type allowed_tools=allowed-tools function=chat-completion-tool-choice-option-function custom=chat-completion-tool-choice-option-custom
allowed-tools: type allowed_tools:chat-completion-allowed-tools
chat-completion-allowed-tools: mode tools
chat-completion-tool-choice-option-function: type function:chat-function-call
chat-function-call: name
chat-completion-tool-choice-option-custom: type custom:chat-function-call
functions: description name parameters
`;
