export default function Versions(_: { see?: () => void }) {
  return undefined;
}
