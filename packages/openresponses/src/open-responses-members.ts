/**
 * The members of a request at every level, as the document of the open standard has them, release 2026-04-24: one level
 * a line, see `createMemberCheck`.
 */
export const openResponsesMembers = `
(body): model input:input previous_response_id include tools:tools tool_choice:tool-choice metadata text:text temperature top_p presence_penalty frequency_penalty parallel_tool_calls stream stream_options:stream-options background max_output_tokens max_tool_calls reasoning:effort safety_identifier prompt_cache_key truncation instructions store service_tier top_logprobs
input: @type item_reference=item-reference reasoning=reasoning compaction=compaction message=message function_call=function-call function_call_output=function-call-output
item-reference: type id
reasoning: id type summary:text-part content encrypted_content status
text-part: type text
compaction: id type encrypted_content
message: id type role content:content status phase
content: @type input_text=text-part input_image=input-image input_file=input-file output_text=output-text refusal=refusal
output-text: type text annotations:annotations logprobs
annotations: type start_index end_index url title
refusal: type refusal
function-call: id call_id type name arguments status
function-call-output: id call_id type output:output status
output: @type input_text=text-part input_image=input-image input_file=input-file input_video=input-video
input-image: type image_url detail
input-file: type filename file_data file_url
input-video: type video_url
tools: name description parameters strict type
tool-choice: type name tools:tool-choice-tools mode
tool-choice-tools: type name
text: format:format verbosity
format: @type text=format-text json_schema=json-schema
format-text: type
json-schema: type description name schema strict
stream-options: include_obfuscation
effort: effort summary
`;
