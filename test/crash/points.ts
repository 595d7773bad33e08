import type { ActName } from './acts.ts'

/**
 * When a process ends at a statement: before it, right after it (most often inside its transaction), or some
 * milliseconds later, when it is committed and the next thing has begun.
 */
export type StatementMoment = 'before' | 'after' | 'soon after'

/** What passes between processes: the server's calls to Stripe and Meta, and the webhooks it gets. */
export type Way = 'to Stripe' | 'to Meta' | 'to us'

/**
 * When the server is killed at a call of its own: as it comes in, or when it was carried out and the answer is still
 * to come. At a webhook: before it gets it, while it works on it, or when it has answered and nobody has heard it yet.
 */
export type CallMoment = 'arrived' | 'carried out' | 'under way' | 'answered'

/** A place in the journey at which the server can be killed. */
export type Point = {
  readonly name: string
  /** What the people of the story do, so that the server comes by here. */
  readonly by: ActName
  /** The point at which the server before must have died. */
  readonly after?: string
} & (
  | { readonly kind: 'statement'; readonly statement: RegExp; readonly moment: StatementMoment }
  | { readonly kind: 'call'; readonly way: Way; readonly call: RegExp; readonly moment: CallMoment }
)

type Statement = Pick<Point, 'by' | 'after'> & { readonly at: string; readonly statement: RegExp }

/** Every named point, in the order of the journey (docs: design, section 4). */
export const points: readonly Point[] = [
  ...deliveries('Stripe', /webhooks\/stripe/, 'decline'),
  ...deliveries('WhatsApp', /webhooks\/whatsapp/, 'hour'),
  // Its text is made once for each number of webhooks; when it is written, the delivery is answered.
  ...statement(['before', 'after'], { at: 'keep', statement: /^insert inbox/, by: 'decline' }),
  ...statement(['after'], { at: 'inbox claim', statement: /^update inbox lease_id,next_at/, by: 'decline' }),
  ...calls('look', { way: 'to Stripe', call: /^GET/, by: 'decline' }),
  ...statement(['before', 'after'], { at: 'enrollment', statement: /^insert enrollment/, by: 'decline' }),
  ...statement(['after'], { at: 'planned nudges', statement: /^insert nudge/, by: 'decline' }),
  ...statement(['before', 'after', 'soon after'], {
    at: "plan's stamp",
    statement: /^update inbox state=handled,reason=enrolled/,
    by: 'decline',
  }),
  ...statement(['after'], { at: 'ignored', statement: /^update inbox state=ignored/, by: 'decline' }),
  ...statement(['after'], { at: 'nudge claim', statement: /^update nudge lease_id,next_at/, by: 'hour' }),
  ...statement(['before'], { at: 'sending', statement: /^update nudge state=sending/, by: 'hour' }),
  ...statement(['before', 'after', 'soon after'], { at: 'open', statement: /^insert send/, by: 'hour' }),
  ...statement(['after'], { at: 'pay link', statement: /^insert pay_link/, by: 'hour' }),
  ...calls('send', { way: 'to Meta', call: /^POST .*messages$/, by: 'hour' }),
  ...statement(['after'], {
    at: 'abandoned send',
    statement: /^update send outcome=unknown,error$/,
    by: 'hour',
    after: 'send arrived',
  }),
  ...statement(['before', 'after'], {
    at: 'close',
    statement: /^update send outcome=accepted,wamid/,
    by: 'hour',
  }),
  ...statement(['after', 'soon after'], { at: 'sent', statement: /^update nudge state=sent/, by: 'hour' }),
  ...statement(['after'], {
    at: 'abandoned nudge',
    statement: /^update nudge state=unknown/,
    by: 'hour',
  }),
  ...statement(['after'], {
    at: 'close as unknown',
    statement: /^update send outcome=unknown,error_code/,
    by: 'breakSend',
  }),
  ...statement(['after'], {
    at: 'close as refused',
    statement: /^update send outcome=refused/,
    by: 'refuseSend',
  }),
  ...statement(['before', 'after'], { at: 'report', statement: /^update send wamid/, by: 'hour' }),
  ...statement(['before', 'soon after'], {
    at: "a body's stamp",
    statement: /^update inbox state=handled,reason=\d/,
    by: 'hour',
  }),
  ...statement(['after'], { at: 'message', statement: /^insert message/, by: 'stop' }),
  ...statement(['before', 'after', 'soon after'], {
    at: 'consent',
    statement: /^insert consent/,
    by: 'stop',
  }),
  ...statement(['after'], { at: 'planned answer', statement: /^insert answer/, by: 'ask' }),
  ...statement(['after'], {
    at: 'answer claim',
    statement: /^update answer lease_id,next_at/,
    by: 'ask',
  }),
  ...statement(['before', 'after', 'soon after'], {
    at: 'opened answer',
    statement: /^update answer state=sending/,
    by: 'ask',
  }),
  ...statement(['before', 'after'], {
    at: 'closed answer',
    statement: /^update answer state=sent/,
    by: 'ask',
  }),
  ...statement(['after'], {
    at: 'abandoned answer',
    statement: /^update answer state=unknown,lease_id/,
    by: 'hour',
    after: 'soon after opened answer',
  }),
  ...statement(['after'], { at: 'click', statement: /^insert click/, by: 'click' }),
  ...statement(['before', 'after'], { at: 'recovery', statement: /^insert recovery$/, by: 'pay' }),
  ...statement(['before', 'after'], { at: 'payment', statement: /^insert recovery_payment/, by: 'pay' }),
  ...statement(['after'], { at: 'total', statement: /^update recovery amount/, by: 'pay' }),
  ...statement(['before', 'after'], { at: 'cancel', statement: /^update nudge state=cancelled/, by: 'pay' }),
  ...statement(['before', 'after'], { at: 'ending', statement: /^update enrollment ending/, by: 'pay' }),
  ...statement(['before', 'after', 'soon after'], {
    at: "settle's stamp",
    statement: /^update inbox state=handled,reason=settled/,
    by: 'pay',
  }),
  ...statement(['after'], { at: 'write-back claim', statement: /^update recovery write_next_at/, by: 'pay' }),
  ...calls('write-back', { way: 'to Stripe', call: /^POST/, by: 'pay' }),
  ...statement(['before', 'after'], { at: 'written', statement: /^update recovery write_error/, by: 'pay' }),
  ...statement(['before', 'after'], {
    at: 'window end',
    statement: /^update enrollment ending=expired/,
    by: 'weeks',
  }),
]

function statement(moments: readonly StatementMoment[], { at, ...about }: Statement): readonly Point[] {
  return moments.map((moment) => ({ kind: 'statement', name: `${moment} ${at}`, moment, ...about }))
}

type Calls = Pick<Point, 'by'> & { readonly way: Way; readonly call: RegExp }

function calls(what: string, about: Calls): readonly Point[] {
  const moments: readonly CallMoment[] = ['arrived', 'carried out']
  return moments.map((moment) => ({ kind: 'call', name: `${what} ${moment}`, moment, ...about }))
}

function deliveries(from: string, call: RegExp, by: ActName): readonly Point[] {
  const moments: readonly CallMoment[] = ['arrived', 'under way', 'answered']
  const about = { way: 'to us', call, by } as const
  return moments.map((moment) => ({ kind: 'call', name: `delivery of ${from} ${moment}`, moment, ...about }))
}
