"""What both faces of Mapper call: sessions, commands, settings, the crash journal. No Qt, no terminal."""
