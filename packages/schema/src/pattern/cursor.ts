/** The expression is not one, or has something that is not supported. */
export class Unsupported extends Error {}

/** Where in an expression its reader is. */
export class Cursor {
  position = 0;
  readonly characters: readonly string[];

  constructor(text: string) {
    this.characters = Array.from(text);
  }

  /** A character that is yet to be read; `undefined`: the expression ends before. */
  peek(ahead = 0): string | undefined {
    return this.characters[this.position + ahead];
  }

  /** Reads a text if it is the next one. */
  takeIf(text: string): boolean {
    for (let index = 0; index < text.length; index += 1) if (this.peek(index) !== text[index]) return false;
    this.position += text.length;
    return true;
  }
}
