import { setUpAccount } from '../commands/set-up-account.ts'
import { type Commands, definedOnly } from './command.ts'

/** The account itself. */
export const accountCommands: Commands = {
  'account set': {
    anyAccount: true,
    usage: '[--name N] [--country ES] [--language es] [--link-domain pay.example.com]',
    options: { name: 'text', country: 'text', language: 'text', 'link-domain': 'text' },
    does: 'make a Stripe account known; what is left out stays, or comes from Stripe the first time',
    run: async (tools, by, { options }) => {
      const wanted = { name: options.name, country: options.country, language: options.language }
      const account = await setUpAccount(
        tools,
        by,
        definedOnly({ ...wanted, linkDomain: options['link-domain'] }),
      )
      const links = account.linkDomain ? `, pay pages also at ${account.linkDomain}` : ''
      const { name, accountId, environment, country, language } = account
      return [`${name} (${accountId}, ${environment}): ${country}, ${language}${links}`]
    },
  },
}
