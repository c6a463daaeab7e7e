#pragma once

#include "http/sender.h"

namespace wallaroo::api {

/// For modules that know the API and not what it travels on.
using Handle = http::Handle;
using Lane = http::Lane;

} // namespace wallaroo::api
