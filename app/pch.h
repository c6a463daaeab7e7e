// Precompiled for the window, see lib/pch.h.
#pragma once
#include "../lib/pch.h"

#include <QtWidgets>
