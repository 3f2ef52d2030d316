/** No document is larger (DESIGN section 2). */
const MOST_BYTES = 256 * 1024

/** The text of a file that holds a policy document; null for any other. */
export async function policyOfFile(file: Blob): Promise<string | null> {
  if (file.size > MOST_BYTES) return null
  const text = await file.text()
  try {
    const value = JSON.parse(text) as unknown
    return value !== null && typeof value === 'object' && Object.hasOwn(value, 'leeway') ? text : null
  } catch { return null }
}
