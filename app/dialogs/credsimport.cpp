#include "dialogs/credsimport.h"

#include "base/displaytext.h"
#include "dialogs/fieldmessage.h"
#include "support/prompts.h"
#include "widgets/linkbutton.h"

#include <QFileInfo>

namespace wallaroo {

CredsImport::CredsImport(Prompts& prompts, QWidget* parent)
    : QObject(parent),
      m_prompts(prompts),
      m_link(new LinkButton(tr("I&mport creds.json…"), parent)),
      m_message(new FieldMessage(m_link, QStringLiteral("importMessage"), parent)) {
    m_link->setObjectName(QStringLiteral("importCreds"));
    connect(m_link, &QAbstractButton::clicked, this, [this] {
        m_prompts.chooseFile(m_link->window(), tr("Import creds.json"),
                             tr("Credentials (*.json)") + QStringLiteral(";;") + tr("All files (*)"), this,
                             [this](const QString& path) { take(path); });
    });
}

void CredsImport::take(const QString& path) {
    const auto creds = exchange::readCreds(path);
    if (!creds) {
        m_message->say(creds.error());
        return;
    }
    QStringList filled;
    if (!creds->username.isEmpty())
        filled << tr("user name");
    if (!creds->password.isEmpty())
        filled << tr("password");
    if (!creds->clientId.isEmpty())
        filled << tr("client ID");
    if (!creds->clientSecret.isEmpty())
        filled << tr("client secret");
    Q_EMIT imported(*creds);
    //: %1 is a file's name, %2 a list of fields: "user name, password"
    m_message->say(FieldMessage::Tone::Good,
                   tr("Filled in from %1: %2.")
                       .arg(isolatedText(QFileInfo(path).fileName(), 60), filled.join(QStringLiteral(", "))));
}

} // namespace wallaroo
