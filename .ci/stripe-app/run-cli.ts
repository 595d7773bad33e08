import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { layOut, localManifest, manifestFor } from './lay-out.ts'
import { readManifest, root } from './manifest.ts'

/** What is said where no address is needed, since a local one stands in its place. */
const anyAddress = 'https://localhost.invalid'

const [what] = process.argv.slice(2)
if (what !== 'start' && what !== 'upload') throw new Error('Say start or upload')
layOutFor(what)
// Stripe's CLI wants a lockfile beside the manifest.
run('npm', ['install', '--no-audit', '--no-fund'])
run('stripe', what === 'start' ? ['apps', 'start', '--manifest', 'stripe-app.dev.json'] : ['apps', 'upload'])

function layOutFor(task: 'start' | 'upload') {
  const { PUBLIC_URL, PORT = '3000' } = process.env
  const isLocal = task === 'start' && !PUBLIC_URL?.startsWith('https://')
  layOut('stripe-app.json', manifestFor(readManifest(), isLocal ? anyAddress : PUBLIC_URL))
  if (task === 'start')
    layOut(
      'stripe-app.dev.json',
      localManifest(readManifest(), isLocal ? `http://localhost:${PORT}` : (PUBLIC_URL ?? '')),
    )
}

function run(program: string, args: readonly string[]) {
  const { status, error } = spawnSync(program, args, {
    cwd: fileURLToPath(new URL('stripe-app/', root)),
    stdio: 'inherit',
  })
  if (error)
    throw new Error(
      `${program} cannot be run: ${error.message}. Stripe's CLI is at docs.stripe.com/stripe-cli`,
    )
  if (status !== 0) process.exit(status ?? 1)
}
