import { readFileSync } from 'node:fs'

/** What Vitest's JSON report holds of its sums. */
type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
}

const report: Report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : ''
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed${skipped}`)
process.exitCode = report.numPassedTests > 0 ? 0 : 1
