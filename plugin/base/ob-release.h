/* ob-release.h: which Obelus this is. obelus.h tells hosts the same. */
#pragma once

#define OB_VERSION "0.1.0"
