/** Who did something, as it is read at the command line: by the name of whoever typed it, or the id Stripe gives a user. */
export function personText(actor: string): string {
  const [place = '', ...name] = actor.split(':')
  const who = name.join(':')
  if (place === 'cli') return `${who} on the command line`
  return place === 'panel' ? `${who} in the Dashboard` : actor
}

/** The same as one of the merchant's people, the reader, reads it in the Dashboard: an id would tell them nothing. */
export function colleagueText(actor: string, reader: string): string {
  if (actor === reader) return 'you'
  const [place] = actor.split(':')
  if (place === 'cli') return 'an operator of the server'
  return place === 'panel' ? 'a colleague' : actor
}

/** Whether somebody asked in the Dashboard, who need not be who runs this server. */
export function isFromPanel(actor: string): boolean {
  return actor.startsWith('panel:')
}
