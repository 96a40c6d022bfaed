/**
 * The words of mails and of the pages for signing in, in English and Indonesian. A word that one
 * language lacks is a type error. `{name}` stands for what is put in.
 */
import { id } from "./words-id.ts";

export const en = {
  mail: {
    invitation: {
      subject: "Invitation to {workspace}",
      lines: [
        "{inviter} invites you to {workspace} on Corridor, where it looks at what its customers say.",
        "Open this link to accept. It holds for 7 days and can be used once.",
      ],
      button: "Accept the invitation",
      end: "If you don't know what this is about, do nothing. Nobody can use your address without this link.",
    },
    reset: {
      subject: "A new password for Corridor",
      lines: [
        "Somebody, you as we hope, asked for a new password for this address.",
        "Open this link to set one. It holds for an hour and can be used once.",
      ],
      button: "Set a new password",
      end: "If it was not you, do nothing. Your password stays as it is.",
    },
    someone: "Somebody",
  },
  page: {
    email: "E-mail address",
    password: "Password",
    newPassword: "New password",
    passwordHint:
      "At least 12 characters. A few words that don't belong together are easy to keep in mind and hard to guess.",
    name: "Your name",
    nameHint: "As your colleagues will see it.",
    signIn: {
      title: "Sign in",
      button: "Sign in",
      other: "Sign in with {provider}",
      or: "or",
      forgotten: "Forgotten your password?",
    },
    secondStep: {
      title: "Second step",
      lead: "Open your authenticator and type in the code that it shows now.",
      code: "Code",
      codeHint: "Six digits; or one of your backup codes.",
      button: "Go on",
    },
    signedIn: {
      title: "Signed in",
      lead: "You are signed in as {name} ({email}).",
      workspaces: "You belong to",
      out: "Sign out",
      start: "To the start page",
    },
    forgotten: {
      title: "Forgotten password",
      lead: "We send a link to your address, by which you set a new one.",
      button: "Send the link",
      sentTitle: "Look into your mail",
      sent: "If this address has an account, a mail with a link is on its way. It holds for an hour.",
      noMail: "This server sends no mail. Ask an owner of your workspace for a link.",
    },
    reset: {
      title: "Set a new password",
      lead: "For {email}. You are signed out everywhere else.",
      button: "Set the password",
      done: "The password is set. Sign in with it.",
    },
    invitation: {
      title: "Join {workspace}",
      lead: "You are invited as {role}, with the address {email}.",
      button: "Join",
      known: "This address has an account. Sign in first, then you can join.",
      other:
        "You are signed in as {email}. Sign out first, or give the link to whom it was meant for.",
    },
    roles: {
      owner: "owner",
      manager: "manager",
      analyst: "analyst",
      contributor: "contributor",
      viewer: "viewer",
    },
    gone: {
      title: "This link opens nothing",
      lead: "It was used, has run out, or was cut short on its way. Ask for a new one.",
    },
    problems: {
      wrong: "The address and the password do not belong together.",
      wrongCode: "This code does not fit, or was used already. Wait for the next one.",
      again: "This took too long, or there were too many wrong tries. Sign in again.",
      locked: "Too many wrong tries. Try again in {minutes} min.",
      foreign: "This form came from another site. Open the page here and send it again.",
      short: "It has fewer than 12 characters.",
      long: "It has more than 200 characters.",
      leaked:
        "It is among the passwords that have leaked and are tried first, or is made of them. Take another.",
      simple: "It repeats itself or runs along the keyboard or the alphabet. Take another.",
      personal: "It is little more than your address, your name or the workspace's. Take another.",
      name: "Type in your name.",
      email: "Type in an e-mail address, as in name@example.com.",
      unknown: "Nobody has invited this account. Ask an owner of your workspace for an invitation.",
      unverified:
        "{provider} does not say that your e-mail address is yours. Confirm it there, then try again.",
      provider: "Signing in with {provider} did not work. Try again.",
      away: "Something does not answer just now. Try again in a moment.",
    },
  },
};

export type Words = typeof en;
export type WordLanguage = "en" | "id";
export const wordsOf = (language: WordLanguage): Words => (language === "id" ? id : en);

/** Puts values into a text. A name that the text lacks is left out, one that it has must be given. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
