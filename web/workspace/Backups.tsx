export default function Backups() {
  return undefined;
}
