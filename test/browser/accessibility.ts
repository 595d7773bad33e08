import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axeScript = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']

/** What axe finds wrong on a page, a line for each place. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeScript)
  const found = await page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') }
    return (await axe.run({ runOnly: { type: 'tag', values } })) as AxeResults
  }, rules)
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  )
}

/** A place the Tab key stops at: what it is, what it is called, and where it stands. */
export type Stop = {
  readonly role: string
  readonly name: string
  /** Its place among everything that can be reached, in the order of the page. */
  readonly place: number
  readonly box: {
    readonly left: number
    readonly right: number
    readonly top: number
    readonly bottom: number
  }
}

const stopsAtMost = 300

/** Presses Tab from the top of the page until it leaves the page again. */
export async function walk(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = []
  const focused = page.locator(':focus')
  await page.mouse.click(1, 1)
  while (stops.length < stopsAtMost) {
    await page.keyboard.press('Tab')
    if ((await focused.count()) === 0) return stops
    const where = await focused.evaluate((element, selector): Pick<Stop, 'place' | 'box'> => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const { scrollX: x, scrollY: y } = element.ownerDocument.defaultView
      const box = { left: left + x, right: right + x, top: top + y, bottom: bottom + y }
      const all = [...element.ownerDocument.querySelectorAll(selector)]
      return { place: all.filter((one) => one.checkVisibility()).indexOf(element), box }
    }, reachable)
    stops.push({ ...nameIn(await focused.ariaSnapshot()), ...where })
  }
  throw new Error('The Tab key never leaves the page')
}

/** The first line tells what it is: `- button "Save"`, or for the title of what opens `- text: Failed payment`. */
function nameIn(snapshot: string): Pick<Stop, 'role' | 'name'> {
  const [, role = '', quoted, bare = ''] = /^- '?(\w+)(?: "((?:[^"\\]|\\.)*)"|: (.+))?/.exec(snapshot) ?? []
  return { role, name: quoted ?? bare }
}

/** How many places of a page can be reached. */
export function countReachable(page: Page): Promise<number> {
  return page.locator('body').evaluate((body, selector) => {
    return [...body.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length
  }, reachable)
}

const reachable = [
  'a[href]',
  ...['button', 'input', 'select', 'textarea'].map((tag) => `${tag}:not(:disabled)`),
  'summary',
].join(', ')
