export default function Map(_: { see?: () => void }) {
  return undefined;
}
