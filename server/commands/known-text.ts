import type { Template } from '../domain/template.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import { refusal } from './tools.ts'

/** Our own text of this key; undefined when there is none. */
export function findText(key: string): Template | undefined {
  return Object.hasOwn(catalogue, key) ? catalogue[key] : undefined
}

/** That there is no such text, and which there are. */
export function noText(key: string): string {
  return `There is no text ${key}; there are: ${Object.keys(catalogue).join(', ')}`
}

/** Our own text of this key. Refuses one there is not. */
export function requireText(key: string): Template {
  const text = findText(key)
  if (!text) throw refusal(noText(key))
  return text
}
