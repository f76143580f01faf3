# ZITADEL's guide "User Metadata", step "Request metadata from userinfo endpoint".
curl --request GET \
  --url "${ZITADEL_DOMAIN}/oidc/v1/userinfo" \
  --header "Authorization: Bearer $ACCESS_TOKEN"
