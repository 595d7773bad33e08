import { type Act, byRequest, seconds } from '../act.ts'
import { addInvoice, type NewBill } from '../actions/bills.ts'
import { addCustomer } from '../actions/customers.ts'
import { addPrice, addSubscription, type NewOffer, type NewSubscription } from '../actions/subscriptions.ts'
import { makeAccount, type NewAccount } from '../objects/account.ts'
import type { NewCustomer } from '../objects/customer.ts'
import { createSpace, type Space, type State, spaceHolding, spaceOf } from '../state.ts'

/** When something was, and whether it leaves events: for a world's past. */
export type Past = { readonly silent?: boolean; readonly at?: Temporal.Instant }

/** A webhook endpoint as a merchant or platform sets it up. */
export type NewEndpoint = {
  readonly account: string
  readonly url: string
  /** Several while a secret is rolled: each signs. */
  readonly secrets: readonly string[]
  readonly connect?: boolean
  /** All types when absent. */
  readonly enabledEvents?: readonly string[]
}

/** What stands before a story begins. An account with both modes is named `acct_x/live` or `acct_x/test`. */
export function createSetup(state: State) {
  const past = (space: Space, { silent = false, at }: Past): Act => ({
    ...byRequest(state, space),
    silent,
    now: seconds(at ?? state.clock.now()),
  })
  const ofCustomer = (customer: string, when: Past) => past(spaceHolding(state, 'customer', customer), when)
  return {
    addAccount: (fields: NewAccount) => {
      const { currency, livemode, secretKey, connectedTo } = fields
      const account = makeAccount(fields, seconds(state.clock.now()))
      state.spaces.push(createSpace({ account, currency, livemode, secretKey, connectedTo }))
      return account
    },
    addWebhookEndpoint: (fields: NewEndpoint) => {
      const { account, livemode } = spaceOf(state, fields.account)
      const usual = { connect: false, enabledEvents: ['*'] }
      state.endpoints.push({ ...usual, ...fields, account: account.id, livemode })
    },
    /** The merchant chooses anew which types of events their own endpoints get. */
    chooseEvents: (account: string, enabledEvents: readonly string[]) => {
      const { account: of, livemode } = spaceOf(state, account)
      state.endpoints.forEach((endpoint, index) => {
        const isOwn = endpoint.account === of.id && endpoint.livemode === livemode && !endpoint.connect
        if (isOwn) state.endpoints[index] = { ...endpoint, enabledEvents }
      })
    },
    addCustomer: (fields: NewCustomer & Past) =>
      addCustomer(past(spaceOf(state, fields.account), fields), withoutPast(fields)),
    /** A product with one price. */
    addPrice: (fields: NewOffer & Past & { readonly account: string }) =>
      addPrice(past(spaceOf(state, fields.account), fields), fields),
    /** Starts a subscription; its first invoice is charged to the card on file. */
    addSubscription: (fields: NewSubscription & Past) =>
      addSubscription(ofCustomer(fields.customer, fields), withoutPast(fields)),
    /** An invoice without a subscription. */
    addInvoice: (fields: NewBill & Past) =>
      addInvoice(ofCustomer(fields.customer, fields), withoutPast(fields)),
    /** An invoice over nothing, which is paid at once without any payment. */
    addZeroInvoice: (fields: Pick<NewBill, 'customer'> & Past) =>
      addInvoice(ofCustomer(fields.customer, fields), {
        customer: fields.customer,
        amount: 0,
        description: 'Free',
      }),
  }
}

function withoutPast<T extends Past>({ silent: _, at: __, ...fields }: T): Omit<T, keyof Past> {
  return fields
}
