import { basename } from 'node:path'
import { importConsents } from '../commands/import-consents.ts'
import { recordConsent } from '../commands/record-consent.ts'
import type { By, CommandTools } from '../commands/tools.ts'
import { readConsentFile } from '../consent-file.ts'
import { type Commands, definedOnly, type Given, type Line, word } from './command.ts'
import { readSource } from './source.ts'

/** The permissions of shoppers. */
export const consentCommands: Commands = {
  'consent grant': {
    usage: 'PHONE --wording "..." [--purpose service] [--given-at 2026-11-22T10:30:00Z] [--proof ...]',
    takes: 1,
    options: { wording: 'text', purpose: 'text', 'given-at': 'text', proof: 'text' },
    does: 'record that a shopper agreed to messages',
    run: (tools, by, given) => consentLines(tools, by, given, 'granted'),
  },
  'consent withdraw': {
    usage: 'PHONE [--purpose service|marketing] [--given-at 2026-11-22T10:30:00Z] [--proof ...]',
    takes: 1,
    options: { purpose: 'text', 'given-at': 'text', proof: 'text' },
    does: 'record that a shopper wants no messages, of any purpose unless one is named',
    run: (tools, by, given) => consentLines(tools, by, given, 'withdrawn'),
  },
  'consent import': {
    usage: 'FILE.csv   (columns: phone, consented_at, wording, proof, and optionally purpose)',
    takes: 1,
    does: 'import permissions with their proof',
    run: async (tools, by, { words }) => {
      const file = word(words, 'FILE.csv')
      const content = readConsentFile(await readSource(file))
      const { imported, known, refused } = await importConsents(tools, by, {
        name: basename(file),
        ...content,
      })
      return [
        `${imported} imported, ${known} known before, ${refused.length} refused`,
        ...refused.map(({ line, why }) => `line ${line}: ${why}`),
      ]
    },
  },
}

async function consentLines(
  tools: CommandTools,
  by: By,
  { words, options }: Given,
  state: 'granted' | 'withdrawn',
): Promise<readonly Line[]> {
  const { purpose, wording, proof } = options
  const wanted = definedOnly({ purpose: purpose as 'service', wording, proof, givenAt: options['given-at'] })
  const recorded = await recordConsent(tools, by, { phone: word(words, 'PHONE'), state, ...wanted })
  return recorded.map(({ phone, purpose: about, consent }) => {
    const note =
      consent === state
        ? ''
        : '. A stop was recorded: only their own START lifts it, or a permission given after it with --wording and --proof'
    return `${phone}: ${about} is ${consent}${note}`
  })
}
