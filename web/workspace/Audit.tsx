export default function Audit() {
  return undefined;
}
