/** Who did something, as merchants read it: by the name of whoever typed it, or the id Stripe gives a user. */
export function personText(actor: string): string {
  const [place = '', ...name] = actor.split(':')
  const who = name.join(':')
  if (place === 'cli') return `${who} on the command line`
  return place === 'panel' ? `${who} in the Dashboard` : actor
}
