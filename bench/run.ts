import { parseArgs } from 'node:util'

// `npm run bench -- intake`: runs one bench; what follows the name is for the bench itself.
const names = ['intake', 'handling', 'claiming', 'send', 'start-up', 'memory'] as const
const { positionals } = parseArgs({ allowPositionals: true, strict: false })
const name = names.find((known) => known === positionals[0])
if (name) {
  process.argv.splice(2, 1)
  await import(`./${name}.ts`)
} else {
  console.error(`Name a bench: ${names.join(', ')}`)
  process.exitCode = 1
}
