/** The duty of handing in the texts for which Meta had no room before. */
export const handInDuty = 'hand-in-texts'
/** Meta counts the new texts of an hour; a minute more, and it has room again. */
export const handInEveryMinutes = 61
