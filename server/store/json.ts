/** Writes a value for a text column; times stand in it as ISO 8601. */
export function toJson(value: unknown): string {
  return JSON.stringify(value)
}

/** Reads what `toJson` wrote; the caller knows the shape it gave in. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T
}
