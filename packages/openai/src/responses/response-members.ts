/**
 * The members of a request for a response at every level, as the OpenAPI document of August 2026 has them (openai/openai-openapi
 * f85dbe22): one level a line, see `createMemberCheck`. Where the service and its SDK differ, they win: reasoning
 * comes back without a status, and the SDK of November 2026 knows further parameters.
 */
export const responseMembers = `
(body): metadata top_logprobs temperature top_p user safety_identifier prompt_cache_key prompt_cache_retention prompt_cache_options:prompt-cache-options previous_response_id model background max_tool_calls text:response-text tools:tools-2 tool_choice:tool-choice prompt:prompt service_tier truncation reasoning:reasoning input:input include parallel_tool_calls store instructions moderation:moderation stream stream_options:response-stream-options conversation:voice-ids-or-custom-voice context_management:context-management max_output_tokens access_programs image client_metadata background_options
prompt-cache-options: ttl mode
response-text: format:text-response-format-configuration verbosity
text-response-format-configuration: @type text=wait json_schema=text-response-format-configuration-json-schema json_object=wait
wait: type
text-response-format-configuration-json-schema: type description name schema strict
tools-2: @type function=tools-array-function file_search=file-search computer=wait computer_use_preview=computer-use-preview web_search=web-search web_search_2025_08_26=web-search mcp=mcp code_interpreter=code-interpreter programmatic_tool_calling=wait image_generation=image-generation local_shell=wait shell=shell custom=tools-array-custom namespace=namespace tool_search=tool-search web_search_preview=web-search-preview web_search_preview_2025_03_11=web-search-preview apply_patch=apply-patch
tools-array-function: type name description parameters output_schema strict defer_loading allowed_callers
file-search: type vector_store_ids max_num_results ranking_options:ranking-options filters:filters
ranking-options: ranker score_threshold hybrid_search:hybrid-search-options
hybrid-search-options: embedding_weight text_weight
filters: @type eq=eq ne=eq gt=eq gte=eq lt=eq lte=eq in=eq nin=eq and=or or=or
eq: type key value
or: type filters:filters
computer-use-preview: type environment display_width display_height
web-search: type external_web_access filters:web-search-filters user_location:web-search-approximate-location search_context_size
web-search-filters: allowed_domains
web-search-approximate-location: type country region city timezone
mcp: type server_label server_url connector_id tunnel_id authorization server_description headers allowed_tools:mcptool-filter allowed_callers require_approval:require-approval defer_loading
mcptool-filter: tool_names read_only
require-approval: always:mcptool-filter never:mcptool-filter
code-interpreter: type container:container allowed_callers
container: type file_ids memory_limit network_policy:network-policy
network-policy: @type disabled=wait allowlist=allowlist
allowlist: type allowed_domains domain_secrets:domain-secrets
domain-secrets: domain name value
image-generation: type model quality size output_format output_compression moderation background input_fidelity input_image_mask:input-image-mask partial_images action
input-image-mask: image_url file_id
shell: type environment:environment allowed_callers
environment: @type container_auto=container-auto local=local container_reference=container-reference
container-auto: type file_ids memory_limit network_policy:network-policy skills:skills
skills: @type skill_reference=skill-reference inline=inline
skill-reference: type skill_id version
inline: type name description source:inline-skill-source
inline-skill-source: type media_type data
local: type skills:local-skills
local-skills: name description path
container-reference: type container_id
tools-array-custom: type name description format:custom-format defer_loading allowed_callers
custom-format: @type text=wait grammar=format-grammar
format-grammar: type syntax definition
namespace: type name description tools:namespace-tools
namespace-tools: @type function=namespace-tools-function custom=tools-array-custom
namespace-tools-function: name description parameters strict type output_schema defer_loading allowed_callers
tool-search: type execution description parameters
web-search-preview: type user_location:web-search-approximate-location search_context_size search_content_types
apply-patch: type allowed_callers
tool-choice: @type allowed_tools=tool-choice-param-allowed-tools file_search=wait web_search_preview=wait computer=wait computer_use_preview=wait computer_use=wait web_search_preview_2025_03_11=wait image_generation=wait code_interpreter=wait function=tool-choice-param-custom mcp=tool-choice-param-mcp custom=tool-choice-param-custom programmatic_tool_calling=wait apply_patch=wait shell=wait
tool-choice-param-allowed-tools: type mode tools
tool-choice-param-custom: type name
tool-choice-param-mcp: type server_label name
prompt: id version variables
reasoning: mode effort summary context generate_summary
input: @type message=message file_search_call=file-search-call computer_call=computer-call computer_call_output=computer-call-output web_search_call=web-search-call function_call=input-param-function-call function_call_output=function-call-output tool_search_call=tool-search-call tool_search_output=tool-search-output additional_tools=additional-tools reasoning=input-param-reasoning compaction=compaction image_generation_call=image-generation-call code_interpreter_call=code-interpreter-call local_shell_call=local-shell-call local_shell_call_output=local-shell-call-output shell_call=shell-call shell_call_output=shell-call-output apply_patch_call=apply-patch-call apply_patch_call_output=apply-patch-call-output mcp_list_tools=mcp-list-tools mcp_approval_request=mcp-approval-request mcp_approval_response=mcp-approval-response mcp_call=mcp-call custom_tool_call_output=custom-tool-call-output custom_tool_call=custom-tool-call compaction_trigger=wait item_reference=item-reference program=input-param-program program_output=program-output
message: role content:message-content phase type status id
message-content: @type input_text=content input_image=input-image input_file=input-file output_text=output-text refusal=refusal
content: type text prompt_cache_breakpoint:prompt-cache-breakpoint
prompt-cache-breakpoint: mode
input-image: type image_url file_id detail prompt_cache_breakpoint:prompt-cache-breakpoint
input-file: type file_id filename file_data file_url detail prompt_cache_breakpoint:prompt-cache-breakpoint
output-text: type text annotations:annotations logprobs:logprobs
annotations: @type file_citation=file-citation url_citation=url-citation container_file_citation=container-file-citation file_path=file-path
file-citation: type file_id index filename
url-citation: type url start_index end_index title
container-file-citation: type container_id file_id start_index end_index filename
file-path: type file_id index
logprobs: token logprob bytes top_logprobs:top-logprobs
top-logprobs: token logprob bytes
refusal: type refusal
file-search-call: id type status queries results:results
results: file_id text filename attributes score
computer-call: type id call_id action:computer-action actions:computer-action pending_safety_checks:pending-safety-checks status
computer-action: @type click=click double_click=move drag=drag keypress=keypress move=move screenshot=wait scroll=scroll type=type wait=wait
click: type button x y keys
move: type x y keys
drag: type path:path keys
path: x y
keypress: type keys
scroll: type x y scroll_x scroll_y keys
type: type text
pending-safety-checks: id code message
computer-call-output: id call_id type output:computer-screenshot-image acknowledged_safety_checks:pending-safety-checks status
computer-screenshot-image: type image_url file_id
web-search-call: id type status action:action
action: @type search=search open_page=open-page find_in_page=find-in-page
search: type query queries sources:open-page
open-page: type url
find-in-page: type url pattern
input-param-function-call: id type call_id caller:caller namespace name arguments status
caller: @type direct=wait program=program
program: type caller_id
function-call-output: id call_id type output:output name namespace caller:caller status
output: @type input_text=content input_image=input-image input_file=input-file
tool-search-call: id call_id type execution arguments status
tool-search-output: id call_id type execution tools:tools-2 status
additional-tools: id type role tools:tools-2
input-param-reasoning: type id encrypted_content summary:type content:type
compaction: id type encrypted_content
image-generation-call: type id status result
code-interpreter-call: type id status container_id code outputs:outputs
outputs: @type logs=logs image=open-page
logs: type logs
local-shell-call: type id call_id action:local-shell-exec-action status
local-shell-exec-action: type command timeout_ms working_directory env user
local-shell-call-output: type id output status
shell-call: id call_id caller:caller type action:function-shell-action status environment:shell-call-environment
function-shell-action: commands timeout_ms max_output_length
shell-call-environment: @type local=local container_reference=container-reference
shell-call-output: id call_id caller:caller type output:shell-call-output-output status max_output_length
shell-call-output-output: stdout stderr outcome:function-shell-call-output-outcome
function-shell-call-output-outcome: @type timeout=wait exit=exit
exit: type exit_code
apply-patch-call: type id call_id caller:caller status operation:apply-patch-operation
apply-patch-operation: @type create_file=apply-patch-operation-param-create-file delete_file=delete-file update_file=apply-patch-operation-param-create-file
apply-patch-operation-param-create-file: type path diff
delete-file: type path
apply-patch-call-output: type id call_id caller:caller status output
mcp-list-tools: type id server_label tools:mcp-list-tools-tools error
mcp-list-tools-tools: name description input_schema annotations
mcp-approval-request: type id server_label name arguments
mcp-approval-response: type id approval_request_id approve reason
mcp-call: type id server_label name arguments output error:error status approval_request_id
error: @type mcp_protocol_error=http-error mcp_tool_execution_error=mcp-tool-execution-error http_error=http-error
http-error: type code message
mcp-tool-execution-error: type content
custom-tool-call-output: type id call_id caller:caller output:custom-tool-call-output-output
custom-tool-call-output-output: @type input_text=content input_image=input-image input_file=output-input-file
output-input-file: type file_id filename file_data prompt_cache_breakpoint:prompt-cache-breakpoint file_url detail
custom-tool-call: type id call_id caller:caller namespace name input
item-reference: type id
input-param-program: id type call_id code fingerprint
program-output: id type call_id result status
moderation: model policy:policy
policy: input:prompt-cache-breakpoint output:prompt-cache-breakpoint
response-stream-options: include_obfuscation
voice-ids-or-custom-voice: id
context-management: type compact_threshold
`;
