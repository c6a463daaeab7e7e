#pragma once

#include "http/sender.h"

namespace wallaroo::api {

/// A running call, for modules that know the API and not what it travels on.
using Handle = http::Handle;

} // namespace wallaroo::api
