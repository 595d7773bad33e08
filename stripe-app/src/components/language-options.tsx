import type { AccountChoices } from '../../../server/routes/panel/contract.ts'
import { languageText } from '../format.ts'

/** The languages there are texts in, to choose from. */
export function languageOptions(languages: AccountChoices['languages']) {
  return languages.map((language) => (
    <option key={language} value={language}>
      {languageText(language)}
    </option>
  ))
}
