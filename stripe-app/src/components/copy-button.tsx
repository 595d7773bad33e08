import { Button } from '@stripe/ui-extension-sdk/ui'
import { clipboardWriteText, showToast } from '@stripe/ui-extension-sdk/utils'
import { texts } from '../texts.ts'

const words = texts.copying

/** Copies a text that is to be pasted elsewhere, and says whether it could be. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const copy = async () => {
    try {
      await clipboardWriteText(text)
      await showToast(words.copied, { type: 'success' })
    } catch {
      await showToast(words.refused, { type: 'caution' })
    }
  }
  return <Button onPress={() => void copy()}>{label}</Button>
}
