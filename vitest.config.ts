import { defineConfig } from 'vitest/config'

/** Every test runs on SQLite; what asks the database anything runs on PostgreSQL as well. */
export default defineConfig({
  test: {
    globals: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A machine that is busy with something else takes longer than the second that is usual.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    // Modules keep nothing from one test to the next, so all files of a worker share them: a fifth less work.
    isolate: false,
    projects: [
      {
        extends: true,
        test: { name: 'sqlite', include: ['test/**/*.test.ts'], exclude: ['test/postgresql/**'] },
      },
      {
        extends: true,
        test: {
          name: 'postgresql',
          include: ['test/{store,journeys,crash,postgresql}/**/*.test.ts'],
          globalSetup: ['test/on-postgres.ts'],
        },
      },
    ],
  },
})
