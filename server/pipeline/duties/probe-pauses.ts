import { aboutTemplate, trialMinutes } from '../../domain/pauses.ts'
import { inTransaction } from '../../store/database.ts'
import { listNumbers } from '../../store/numbers.ts'
import { claimPauses, endPause, type Pause, restAgain, tryAgain } from '../../store/pauses.ts'
import { listTemplates } from '../../store/templates.ts'
import { checkHealth, checkTemplate, type Health } from '../../whatsapp/health.ts'
import { credentialsOf } from '../credentials.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

const pausesAtMost = 20
/** Longer than one may take; all are asked about at once. */
const leaseMs = 2 * 60_000

/** Looks again at what Meta refused: it is tried again once Meta says it is well, and rests on otherwise. */
export async function probePauses(tools: Tools): Promise<readonly Outcome[]> {
  const pauses = await claimPauses(tools.db, { limit: pausesAtMost, leaseMs }, tools.clock.now())
  return Promise.all(pauses.map((pause) => probeOne(tools, pause)))
}

async function probeOne(tools: Tools, pause: Pause): Promise<Outcome> {
  const { environment, accountId, scope, about } = pause
  const what = { account: { environment, accountId }, scope, about }
  try {
    const health = pause.state === 'trial' ? 'proved' : await healthOf(tools, pause)
    await inTransaction(tools.db, async (tx) => {
      const now = tools.clock.now()
      if (health === 'proved' || health === 'gone') await endPause(tx, pause, now)
      else if (health.kind === 'well') await tryAgain(tx, pause, now.add({ minutes: trialMinutes }), now)
      else await restAgain(tx, pause, now)
    })
    if (health === 'proved' || health === 'gone') return { kind: 'unpaused', ...what }
    return health.kind === 'well'
      ? { kind: 'on-trial', ...what }
      : { kind: 'rests-on', ...what, text: health.text }
  } catch (error) {
    // Its lease ends soon, and it is asked about again.
    return {
      kind: 'failed',
      what: 'pause',
      id: `${scope} ${about}`,
      error: messageOf(error),
      setAside: false,
    }
  }
}

/** `gone`: the number was unlinked, or the text is not ours any more. */
async function healthOf({ db, whatsapp, secretKeys }: Tools, pause: Pause): Promise<Health | 'gone'> {
  if (pause.scope === 'country') return { kind: 'well' }
  const number = (await listNumbers(db, pause)).find((one) => one.phoneNumberId === pause.phoneNumberId)
  if (!number) return 'gone'
  const { token } = credentialsOf(secretKeys, number)
  if (pause.scope !== 'template') return checkHealth(whatsapp, { ...number, token })
  const texts = await listTemplates(db, pause, number.wabaId)
  const text = texts.find((one) => aboutTemplate({ ...one, wabaId: one.waba_id }) === pause.about)
  return text ? checkTemplate(whatsapp, { token, metaId: text.meta_id }) : 'gone'
}
