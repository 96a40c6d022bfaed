/** Every room, in the order of the navigation. */
import { askRooms } from "../ask/rooms.ts";
import { customerRooms } from "../customer/rooms.ts";
import { journeyRooms } from "../journey/rooms.ts";
import { listenRooms } from "../listen/rooms.ts";
import { understandRooms } from "../understand/rooms.ts";
import { workspaceRooms } from "../workspace/rooms.ts";
import type { Room } from "./room.ts";

export const rooms: readonly Room[] = [
  ...journeyRooms,
  ...askRooms,
  ...listenRooms,
  ...understandRooms,
  ...customerRooms,
  ...workspaceRooms,
];
