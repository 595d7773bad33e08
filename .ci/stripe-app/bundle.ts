import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Manifest, root } from './manifest.ts'

/** What the Dashboard supplies itself; everything else comes with the app. */
const supplied = ['react', 'react/jsx-runtime', '@remote-ui/react']

/** A view that grows beyond this has taken in something that was not meant for it. */
const bytesAtMost = 300_000

/**
 * Bundles every view as Stripe's CLI does: one script of a generated file that imports each from `src/views`. Returns its
 * size in bytes. Throws when a view is missing, when anything else would have to be supplied, or when it is too large.
 */
export async function bundleViews({ ui_extension }: Manifest): Promise<number> {
  const lines = ui_extension.views.map(
    ({ component }) => `export { default as ${component} } from './src/views/${component}'`,
  )
  const { outputFiles } = await build({
    stdin: {
      contents: lines.join('\n'),
      resolveDir: fileURLToPath(new URL('stripe-app/', root)),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: '__StripeExtExports',
    jsx: 'automatic',
    external: supplied,
    logLevel: 'silent',
  })
  const script = outputFiles[0]?.text ?? ''
  const wanted = new Set(Array.from(script.matchAll(/__require\("([^"]+)"\)/g), ([, name = '']) => name))
  const strange = [...wanted].filter((name) => !supplied.includes(name))
  if (strange.length > 0) throw new Error(`The Dashboard does not supply ${strange.join(', ')}`)
  if (script.length > bytesAtMost)
    throw new Error(`The views are ${script.length} bytes, more than ${bytesAtMost}`)
  return script.length
}
