import type { State, StoredFile } from './state.ts'

const megabyte = 1024 * 1024

/** Bytes a file of each type may have (facts/whatsapp.md section 1.3); of other types none. */
export const mediaLimits: Readonly<Record<string, number>> = {
  'application/pdf': 100 * megabyte,
  'text/plain': 100 * megabyte,
  'image/jpeg': 5 * megabyte,
  'image/png': 5 * megabyte,
  'video/mp4': 16 * megabyte,
  'audio/mpeg': 16 * megabyte,
  'audio/ogg': 16 * megabyte,
}

/** Uploaded files are kept for thirty days. */
const keptHours = 30 * 24

/** What a message shows above its words, as Meta calls it. */
export type MediaKind = 'document' | 'image' | 'video'

const kinds: Readonly<Record<MediaKind, RegExp>> = {
  document: /^(application|text)\//,
  image: /^image\//,
  video: /^video\//,
}

/** The file with this id as far as a number may send it as this kind; undefined when it may not. */
export function mediaOf(
  { media, clock }: State,
  {
    id,
    kind,
    phoneNumberId,
  }: { readonly id: string; readonly kind: MediaKind; readonly phoneNumberId: string },
): StoredFile | undefined {
  const file = media.get(id)
  if (file?.owner !== phoneNumberId || !kinds[kind].test(file.type)) return undefined
  const isKept = Temporal.Instant.compare(clock.now(), file.at.add({ hours: keptHours })) < 0
  return isKept ? file : undefined
}
