// What this file needs of its environment; Node and browsers both have it.
declare function atob(text: string): string;

/**
 * Text in UTF-8 that was written in base64.
 * @returns `undefined` if it is none
 */
export function decodeBase64(encoded: string): string | undefined {
  try {
    const bytes = atob(encoded).replaceAll(
      /[^]/g,
      (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
    return decodeURIComponent(bytes);
  } catch {
    return undefined;
  }
}
