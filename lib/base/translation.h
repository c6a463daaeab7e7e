#pragma once

class QCoreApplication;

namespace wallaroo {

/// Installs the catalogue that was compiled into the program: of the person's language, or English. The texts in the
/// program are English already; its catalogue holds their singulars. The application owns it.
void installTranslation(QCoreApplication& app);

} // namespace wallaroo
