/** The line for something that is not the address of a server. */
export function describeWrongUrl(typed: string): string {
  return `"${typed}" is not the address of a server; give one such as http://127.0.0.1:8080.`;
}

/** The line for an address at which nobody answers. */
export function describeUnreachable(url: string, reason: string): string {
  return `No server at ${url}: ${reason}.`;
}

/** The line for an address at which something else answers. */
export function describeForeign(url: string, reason: string): string {
  return `${url} is not a llmsim: ${reason}. Give the root of its address, such as http://127.0.0.1:8080.`;
}
