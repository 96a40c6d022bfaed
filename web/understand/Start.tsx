/** An empty workspace: three ways to a first figure, each within minutes. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import { useMay } from "../data/session.ts";
import { Demo } from "../listen/Demo.tsx";
import style from "./start.module.css";
import { words } from "./words.ts";

export default function Start() {
  const may = useMay();
  if (!may("send signals")) return <p>{words.start.lead}</p>;
  return (
    <div className={style.start}>
      <div className={style.ways}>
        <section className={style.way}>
          <h2>{words.start.upload}</h2>
          <p>{words.start.uploadLead}</p>
          <div>
            <Button component={Link} href="/imports/new">
              {words.start.upload}
            </Button>
          </div>
        </section>
        <section className={style.way}>
          <h2>{words.start.send}</h2>
          <p>{words.start.sendLead}</p>
          <div>
            <Button component={Link} href="/signals/send" variant="default">
              {words.start.send}
            </Button>
          </div>
        </section>
      </div>
      <Demo />
    </div>
  );
}
