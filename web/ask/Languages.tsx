export default function Languages(_: { see?: () => void }) {
  return undefined;
}
