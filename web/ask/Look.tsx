export default function Look(_: { see?: () => void }) {
  return undefined;
}
