import { processConfig } from './config.ts'
import { start } from './start.ts'
import { systemClock } from './system-clock.ts'

try {
  const running = await start(processConfig(), systemClock())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
