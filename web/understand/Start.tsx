/** An empty workspace: three ways to a first figure, each within minutes. */
import { Anchor, Button } from "@mantine/core";
import { Link } from "wouter";
import { useMay } from "../data/session.ts";
import { Demo } from "../listen/Demo.tsx";
import style from "./start.module.css";
import { start as say } from "./start-words.ts";

export default function Start() {
  const may = useMay();
  if (!may("send signals")) return <p>{say.lead}</p>;
  return (
    <div className={style.start}>
      <div className={style.ways}>
        <section className={style.way}>
          <h2>{say.upload}</h2>
          <p>{say.uploadLead}</p>
          <div>
            <Button component={Link} href="/imports/new">
              {say.upload}
            </Button>
          </div>
        </section>
        <section className={style.way}>
          <h2>{say.send}</h2>
          <p>{say.sendLead}</p>
          <div>
            <Button component={Link} href="/signals/send" variant="default">
              {say.send}
            </Button>
          </div>
        </section>
      </div>
      <Demo />
      {may("change the registry") && (
        <p className={style.note}>
          {say.industry}{" "}
          <Anchor component={Link} href="/registry" fz="inherit" underline="always">
            {say.chooseIndustry}
          </Anchor>
        </p>
      )}
    </div>
  );
}
