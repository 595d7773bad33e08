import type Stripe from 'stripe'
import type { Money } from '../domain/money.ts'
import { isGone, isRevoked } from './look.ts'

/** An invoice as a shopper asks about it. */
export type Bill = {
  readonly id: string
  readonly number: string | undefined
  readonly isOpen: boolean
  readonly total: Money
  /** What is still to be paid. */
  readonly remaining: Money
  /** What it is for, the first lines of it. */
  readonly lines: readonly { readonly text: string; readonly money: Money }[]
  readonly hasMoreLines: boolean
  /** Stripe's own document; undefined for a draft. */
  readonly pdfUrl: string | undefined
}

const billsAtMost = 100

/** The open invoices of these customers, newest first. Throws when Stripe cannot be reached or fails. */
export async function openBills(stripe: Stripe, customers: readonly string[]): Promise<readonly Bill[]> {
  const lists = await Promise.all(customers.map((customer) => openBillsOf(stripe, customer)))
  return lists.flat()
}

async function openBillsOf(stripe: Stripe, customer: string): Promise<readonly Bill[]> {
  const open = await unlessGone(() => stripe.invoices.list({ customer, status: 'open', limit: billsAtMost }))
  return (open?.data ?? []).map(billOf)
}

/** The last invoice of a customer that is no draft; undefined when there is none. */
export async function lastBill(stripe: Stripe, customer: string): Promise<Bill | undefined> {
  const list = await unlessGone(() => stripe.invoices.list({ customer, limit: billsAtMost }))
  const last = list?.data.find(({ status }) => status === 'open' || status === 'paid')
  return last && billOf(last)
}

/** One invoice; undefined when Stripe knows it no more. Throws when Stripe cannot be reached or fails. */
export async function findBill(stripe: Stripe, id: string): Promise<Bill | undefined> {
  const invoice = await unlessGone(() => stripe.invoices.retrieve(id))
  return invoice && billOf(invoice)
}

const pdfAtMostBytes = 10 * 1024 * 1024
const pdfTimeoutMs = 20_000

/** Stripe's document of an invoice. Throws when it cannot be had, or is no document of a sensible size. */
export async function fetchPdf(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(pdfTimeoutMs) })
  const type = answer.headers.get('content-type') ?? ''
  if (!answer.ok || !type.includes('pdf'))
    throw new Error(`Stripe gave no PDF of an invoice (${answer.status})`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (bytes.length > pdfAtMostBytes) throw new Error('The PDF of an invoice is too large to be sent')
  return bytes
}

function billOf(invoice: Stripe.Invoice): Bill {
  const money = (amount: number): Money => ({ amount, currency: invoice.currency })
  return {
    id: invoice.id,
    number: invoice.number ?? undefined,
    isOpen: invoice.status === 'open',
    total: money(invoice.total),
    remaining: money(invoice.amount_remaining),
    lines: invoice.lines.data.map((line) => ({ text: line.description ?? '', money: money(line.amount) })),
    hasMoreLines: invoice.lines.has_more,
    pdfUrl: invoice.invoice_pdf ?? undefined,
  }
}

async function unlessGone<T>(fetched: () => Promise<T>): Promise<T | undefined> {
  try {
    return await fetched()
  } catch (error) {
    if (isGone(error) || isRevoked(error)) return undefined
    throw error
  }
}
