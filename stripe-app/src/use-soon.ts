import { useCallback, useEffect, useRef } from 'react'

/** A message that is due is decided, sent and reported within seconds. */
const soonMs = [1_500, 4_000, 10_000]

/** Gives a way to have something done again a few times soon, when the server will have more to tell. */
export function useSoon(work: () => void): () => void {
  const latest = useRef(work)
  latest.current = work
  const timers = useRef<readonly ReturnType<typeof setTimeout>[]>([])
  const stop = useCallback(() => {
    for (const timer of timers.current) clearTimeout(timer)
  }, [])
  useEffect(() => stop, [stop])
  return () => {
    stop()
    timers.current = soonMs.map((ms) => setTimeout(() => latest.current(), ms))
  }
}
