/** The duty of asking Meta how an account's numbers and texts stand. */
export const askMetaDuty = 'ask-meta'
/** How often it is asked, in case its webhooks did not tell. */
export const askMetaEveryHours = 12
