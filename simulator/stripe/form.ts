/** Form fields nested by their brackets: `a[b][0]=c` is `{ a: { b: { 0: 'c' } } }`. */
export type Form = { [key: string]: string | Form }

/** Reads a form-encoded body or query as stripe-node sends it. A field given twice keeps its last value. */
export function parseForm(text: string): Form {
  const form = emptyForm()
  for (const [name, value] of new URLSearchParams(text)) place(form, pathOf(name), value)
  return form
}

/** Without a prototype, so that no field name can reach one. */
function emptyForm(): Form {
  return Object.create(null)
}

function pathOf(name: string): string[] {
  const bracket = name.indexOf('[')
  if (bracket <= 0 || !name.endsWith(']')) return [name]
  return [name.slice(0, bracket), ...name.slice(bracket + 1, -1).split('][')]
}

function place(form: Form, path: readonly string[], value: string): void {
  const [first = '', ...rest] = path
  const key = first === '' ? String(Object.keys(form).length) : first
  if (rest.length === 0) {
    form[key] = value
    return
  }
  const inner = form[key]
  const nested = typeof inner === 'object' ? inner : emptyForm()
  form[key] = nested
  place(nested, rest, value)
}

/** The field as text, or undefined. */
export function text(form: Form, key: string): string | undefined {
  const value = form[key]
  return typeof value === 'string' ? value : undefined
}

/** The field as a map, or undefined. */
export function nested(form: Form, key: string): Form | undefined {
  const value = form[key]
  return typeof value === 'object' ? value : undefined
}

/** The texts of a list field; empty when it is absent. */
export function texts(form: Form, key: string): string[] {
  const list = nested(form, key) ?? {}
  return Object.values(list).filter((value) => typeof value === 'string')
}
