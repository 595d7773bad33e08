import { existsSync } from 'node:fs'
import type { Hono } from 'hono'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { dashboardPages } from '../../simulator/dashboard/serve.ts'
import type { VisitOptions } from '../../simulator/dashboard/visit.ts'
import { serveOnLoopback } from '../../simulator/loopback.ts'
import type { World } from '../../simulator/world.ts'

/** Where Debian, and others, put the browser; CHROMIUM names another place. */
const places = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** The browser of this machine; undefined where there is none. Throws where one must be, as in CI. */
export function findBrowser(): string | undefined {
  const found = places.find((place) => place !== '' && existsSync(place))
  if (!found && process.env.BROWSER_TESTS === 'required') {
    throw new Error(
      'The browser tests must run here, and there is no Chromium: install it, or name it in CHROMIUM',
    )
  }
  if (!found) {
    console.warn(
      'The browser tests were SKIPPED: there is no Chromium here. Install it (apt-get install chromium), or name it in CHROMIUM',
    )
  }
  return found
}

let running: Browser | undefined

/** Opens a view of the panel around a world in Chromium. An error in the page fails the test. */
export async function openPage(
  world: World,
  executablePath: string,
  options: VisitOptions = {},
): Promise<Page> {
  const app = await dashboardPages(world)
  return openApp(app, executablePath, `/dashboard?visit=${encodeURIComponent(JSON.stringify(options))}`)
}

/** Serves pages and opens one of them in Chromium. An error in it fails the test. */
export async function openApp(app: Hono, executablePath: string, path: string): Promise<Page> {
  const served = await serveOnLoopback(app, 0)
  // What is asked for last is done first: the page goes before its server.
  onTestFinished(() => served.close())
  return openUrl(`${served.url}${path}`, executablePath)
}

/** Opens any page in Chromium. An error in it fails the test. */
export async function openUrl(url: string, executablePath: string): Promise<Page> {
  running ??= await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await running.newPage({ viewport: { width: 1280, height: 900 } })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  onTestFinished(async () => {
    await page.close()
    if (errors.length > 0) throw new Error(`The page had errors: ${errors.join('; ')}`)
  })
  await page.goto(url)
  return page
}

/** Opens a person's WhatsApp in Chromium, beside the Dashboard. */
export async function openPhone(world: World, executablePath: string, phone: string): Promise<Page> {
  running ??= await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await running.newPage({ viewport: { width: 400, height: 800 } })
  onTestFinished(() => page.close())
  await page.goto(`${world.whatsapp.url}/phone/${phone.replace('+', '')}`)
  return page
}

/** Ends the browser, where one was opened. */
export async function closeBrowser(): Promise<void> {
  await running?.close()
  running = undefined
}
