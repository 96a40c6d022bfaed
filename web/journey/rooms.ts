import type { Room } from "../frame/room.ts";

export const journeyRooms: readonly Room[] = [];
