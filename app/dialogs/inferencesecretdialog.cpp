#include "dialogs/inferencesecretdialog.h"

#include "style/look.h"
#include "style/metrics.h"
#include "widgets/secretfield.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace wallaroo {

InferenceSecretDialog::InferenceSecretDialog(const QString& client, QWidget* parent)
    : QDialog(parent),
      m_field(new SecretField(this)) {
    setObjectName(QStringLiteral("inferenceSecretDialog"));
    setWindowTitle(tr("Secret of %1").arg(client));
    auto* text =
        new QLabel(tr("An inference token is given for client id and secret alone. The secret stands in Keycloak "
                      "under Clients › %1 › Credentials; reading it there needs the role admin.")
                       .arg(client),
                   this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    setTextTint(text, Tint::SecondaryText);
    m_field->setAccessibleName(tr("Client secret"));
    m_field->setEyeTexts(tr("Show client secret"), tr("Hide client secret"));
    m_field->setObjectName(QStringLiteral("inferenceSecret"));
    auto* label = new QLabel(tr("Client &secret"), this);
    label->setBuddy(m_field);
    auto* cancel = new QPushButton(tr("&Cancel"), this);
    auto* get = new QPushButton(tr("&Get token"), this);
    get->setObjectName(QStringLiteral("getInferenceToken"));
    get->setDefault(true);
    get->setEnabled(false);
    setMain(get);
    connect(m_field, &QLineEdit::textChanged, this, [this, get] { get->setEnabled(!m_field->text().isEmpty()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(get, &QPushButton::clicked, this, [this] {
        Q_EMIT secretGiven(m_field->takeSecret());
        accept();
    });

    const Metrics metrics(this);
    auto* form = new QFormLayout;
    form->addRow(label, m_field);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(get);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.px(20), metrics.px(18), metrics.px(20), metrics.px(16));
    column->setSpacing(metrics.px(12));
    column->addWidget(text);
    column->addLayout(form);
    column->addLayout(buttons);
    resize(metrics.px(440), sizeHint().height());
    m_field->setFocus();
}

} // namespace wallaroo
