import { readFileSync } from 'node:fs'
import { bundleViews } from './bundle.ts'
import { type Manifest, readManifest, root } from './manifest.ts'
import { neededPermissions } from './permissions.ts'

const manifest = readManifest()
const problems = [
  ...problemsWithPermissions(manifest),
  ...problemsWithIcon(manifest),
  ...problemsWithVersions(manifest),
]
const bytes = await bundleViews(manifest)
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
} else {
  const { views } = manifest.ui_extension
  console.log(`The Stripe App can be handed in: ${views.length} views, ${Math.ceil(bytes / 1000)} kB`)
}

function problemsWithPermissions({ permissions }: Manifest): readonly string[] {
  const needed = neededPermissions()
  const asked = new Set(permissions.map(({ permission }) => permission))
  const lacking = [...needed].filter(([permission]) => !asked.has(permission))
  const idle = [...asked].filter((permission) => !needed.has(permission))
  return [
    ...lacking.map(([permission, file]) => `stripe-app.json lacks ${permission}, which ${file} needs`),
    ...idle.map((permission) => `stripe-app.json asks for ${permission}, which nothing needs`),
  ]
}

/** Stripe asks for a square PNG of at least 300 pixels; its sides stand in the first chunk. */
function problemsWithIcon({ icon }: Manifest): readonly string[] {
  const png = readFileSync(new URL(icon, root))
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const fits = png.toString('latin1', 1, 4) === 'PNG' && width === height && width >= 300
  return fits ? [] : [`${icon} must be a square PNG of at least 300 pixels`]
}

/** The app's own package is installed by Stripe's CLI: it must be what is tested here. */
function problemsWithVersions({ version }: Manifest): readonly string[] {
  const own = packageAt('stripe-app/package.json')
  const tested = packageAt('package.json')
  const all: Readonly<Record<string, string>> = { ...tested.dependencies, ...tested.devDependencies }
  const others = Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(
    ([name, at]) => all[name] !== at,
  )
  return [
    ...others.map(
      ([name, at]) => `stripe-app/package.json has ${name} ${at}, and the tests run with ${all[name]}`,
    ),
    ...(own.version === version
      ? []
      : [`stripe-app/package.json is of version ${own.version}, the manifest of ${version}`]),
  ]
}

type Package = {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

function packageAt(file: string): Package {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Package
}
