import type Stripe from 'stripe'
import type { Act } from '../act.ts'
import type { CartLine } from '../actions/checkout.ts'
import { addPrice } from '../actions/subscriptions.ts'
import { type Form, nested, text } from '../form.ts'
import { refuseParam } from '../refusal.ts'
import { allowOnly, amountIn, inner, require, seek } from './route.ts'

/** A line as it is asked for; its price may have to be made first. */
export type WantedLine = {
  readonly currency: string
  readonly isRecurring: boolean
  readonly make: () => CartLine
}

/** The lines that a new session is to sell; refused where they do not fit its mode. Makes nothing yet. */
export function readLines(act: Act, params: Form, mode: 'payment' | 'subscription'): readonly WantedLine[] {
  const given = Object.values(nested(params, 'line_items') ?? {})
  if (given.length === 0) refuseLine(`\`line_items\` is required in \`${mode}\` mode.`, 'parameter_missing')
  if (mode === 'subscription' && given.length > 1)
    refuseLine('The simulator sells one recurring price in a subscription session.')
  const lines = given.map((line) => readLine(act, typeof line === 'object' ? line : {}))
  const isUnfit = lines.some(({ isRecurring }) => isRecurring !== (mode === 'subscription'))
  if (isUnfit && mode === 'subscription')
    refuseLine('You must provide at least one recurring price in `subscription` mode.')
  if (isUnfit) {
    refuseLine(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    )
  }
  const currencies = new Set(lines.map(({ currency }) => currency))
  if (currencies.size > 1) refuseLine('All prices on a Checkout Session must have the same currency.')
  return lines
}

function readLine(act: Act, line: Form): WantedLine {
  allowOnly(line, ['price', 'price_data', 'quantity'])
  const quantity = amountIn(line, 'quantity') ?? 1
  const id = text(line, 'price')
  if (id) return existingLine(seek(act, 'price', id, 'line_items[0][price]'), quantity)
  const data = nested(line, 'price_data')
  return data ? newLine(act, data, quantity) : refuseLine('One of `price` or `price_data` is required.')
}

function existingLine(price: Stripe.Price, quantity: number): WantedLine {
  const { currency, recurring } = price
  return { currency, isRecurring: recurring !== null, make: () => ({ price, quantity }) }
}

function newLine(act: Act, data: Form, quantity: number): WantedLine {
  allowOnly(data, ['currency', 'unit_amount', 'product', 'product_data', 'recurring'])
  const amount = amountIn(data, 'unit_amount') ?? refuseLine('Missing required param: unit_amount.')
  const interval = inner(data, 'recurring', 'interval') as Stripe.Price.Recurring.Interval | undefined
  const currency = require(data, 'currency')
  const offer = { productName: productName(act, data), amount, currency, ...(interval && { interval }) }
  const make = () => ({ price: addPrice(act, offer), quantity })
  return { currency, isRecurring: interval !== undefined, make }
}

function productName(act: Act, data: Form): string {
  const product = text(data, 'product')
  if (product) return seek(act, 'product', product, 'line_items[0][price_data][product]').name
  return inner(data, 'product_data', 'name') ?? refuseLine('Missing required param: product_data[name].')
}

function refuseLine(message: string, code?: string): never {
  refuseParam(message, 'line_items', code)
}
