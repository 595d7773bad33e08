import { defaultNumber } from '../store/numbers.ts'
import { listTemplates } from '../store/templates.ts'
import { templateStateOf } from '../whatsapp/templates.ts'
import { wantedTexts } from './push-templates.ts'
import type { By, CommandTools } from './tools.ts'

/** What keeps messages from going out although a flow is on, in words; empty when nothing does. */
export async function whatIsMissing({ db }: CommandTools, { account }: By): Promise<readonly string[]> {
  const number = await defaultNumber(db, account)
  if (!number) return ['Nothing is sent until a number is linked: npm run paynudge -- number link']
  const known = await listTemplates(db, account, number.wabaId)
  const wanted = wantedTexts()
  const approved = wanted.filter(({ template, language }) => {
    const text = known.find((one) => one.name === template.name && one.language === language)
    return templateStateOf(text, template.category) === 'approved'
  })
  if (approved.length === wanted.length) return []
  return [
    `${approved.length} of ${wanted.length} texts are approved by Meta; the others are not sent with. ` +
      'See npm run paynudge -- template list',
  ]
}
